/**
 * A forward proxy as a process of its own: CONNECT, and requests whose line names the whole URL. It sends every host to
 * 127.0.0.1, as a network does in which only the proxy resolves names. Its first argument is the `Proxy-Authorization`
 * that it demands, or empty; its second the status with which it refuses everything, or empty.
 */
import http from 'node:http';
import net from 'node:net';

const [, , demanded = '', refusal = ''] = process.argv;

function statusFor(headers) {
  if (refusal !== '') return Number(refusal);
  return demanded !== '' && headers['proxy-authorization'] !== demanded ? 407 : undefined;
}

const server = http.createServer((request, response) => {
  process.send({ line: `${request.method} ${request.url}`, host: request.headers.host });
  const status = statusFor(request.headers);
  if (status !== undefined) return response.writeHead(status).end('the proxy refuses');
  const { port, pathname, search } = new URL(request.url);
  const { 'proxy-authorization': _, ...headers } = request.headers;
  const path = request.url.slice(request.url.indexOf(pathname, request.url.indexOf('//') + 2)) || search;
  const onward = http.request({ host: '127.0.0.1', port: port || 80, path, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.writeHead(502).end());
  request.pipe(onward);
});

server.on('connect', (request, socket, head) => {
  process.send({ line: `CONNECT ${request.url}`, host: request.headers.host });
  socket.on('error', () => undefined);
  const status = statusFor(request.headers);
  if (status !== undefined) return socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 2\r\n\r\nno`);
  const onward = net.connect(Number(request.url.split(':').at(-1)), '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  onward.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
});

server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
