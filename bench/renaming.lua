-- Gives wrk another text of its query for each request: the number in the names of its variables,
-- ?task00000007 in the address, is counted up from there.
local number, asked

function init()
  number = wrk.path:match("%%3F%a+(%d%d%d%d%d%d%d%d)")
  asked = tonumber(number)
end

function request()
  asked = asked + 1
  return wrk.format(nil, (wrk.path:gsub(number, string.format("%08d", asked))))
end
