// Light or dark as was last chosen here, before the first paint; as the system has it where nothing was chosen.
;(() => {
  const chosen = localStorage.getItem('clickup-mock-theme')
  if (chosen) document.documentElement.dataset.theme = chosen
})()
