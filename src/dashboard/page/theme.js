// Light or dark, before the first paint: as last chosen here, or else as the system has it.
;(() => {
  const chosen = localStorage.getItem('clickup-mock-theme')
  if (chosen) document.documentElement.dataset.theme = chosen
})()
