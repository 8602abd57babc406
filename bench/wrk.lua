-- Sends the requests of a file, written as on the wire and parted by form feeds: one of them again and again, several of
-- them once each. `wrk -s wrk.lua <url> -- <file>`; what was counted is the last line, as JSON.

function init(args)
  local file = assert(io.open(args[1], "rb"))
  local requests, at = {}, 0
  for one in file:read("*a"):gmatch("[^\f]+") do
    requests[#requests + 1] = one
  end
  file:close()
  wrk.format = function() return requests[1] end
  if #requests > 1 then
    request = function()
      at = at + 1
      if at >= #requests then wrk.thread:stop() end
      return requests[math.min(at, #requests)]
    end
    wrk.request = request
  end
end

function done(summary)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  local line = '{"answers":%d,"seconds":%f,"refused":%d,"broken":%d}\n'
  io.write(line:format(summary.requests, summary.duration / 1e6, errors.status, broken))
end
