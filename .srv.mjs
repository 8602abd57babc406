import { createServer } from 'node:http'
createServer((q,r)=>{q.resume().on('end',()=>r.setHeader('content-type','application/json').end('{}'))}).listen(9911,'127.0.0.1')
