// The proxies that check.mjs starts: how each is run in the foreground, on a loopback port and without files outside a folder.

const MODULES = ['mpm_event', 'authz_core', 'env', 'headers', 'alias', 'filter', 'deflate', 'proxy', 'proxy_http']

export const PROXIES = [
  {
    name: 'nginx',
    language: 'nginx',
    command: 'nginx',
    version: ['-v'],
    args: (file, folder) => ['-c', file, '-p', folder, '-e', 'stderr'],
    config: (site, folder, port) => `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
pid ${folder}/nginx-${port}.pid;
worker_processes 1;
events {}
http {
    access_log off;
    client_body_temp_path ${folder}/body;
    proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/fastcgi;
    uwsgi_temp_path ${folder}/uwsgi;
    scgi_temp_path ${folder}/scgi;
    ${site.replace('listen 80;', `listen 127.0.0.1:${port};`)}
}
`,
    compressing: (site) =>
      site.replace('gzip off;', 'gzip on; gzip_proxied any; gzip_types application/json text/vtt; gzip_min_length 1;'),
  },
  {
    name: 'apache',
    language: 'apache',
    command: 'apache2',
    version: ['-v'],
    args: (file) => ['-X', '-f', file],
    config: (site, folder, port) => `
ServerRoot ${folder}
ServerName localhost
PidFile ${folder}/apache-${port}.pid
DefaultRuntimeDir ${folder}
Mutex posixsem
ErrorLog ${folder}/apache-${port}.log
Listen 127.0.0.1:${port}
${MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
User nobody
Group nogroup
${site.replace('*:80', `127.0.0.1:${port}`)}
`,
    compressing: (site) => site.replace('SetEnv no-gzip 1', 'AddOutputFilterByType DEFLATE text/html text/vtt application/json'),
  },
  {
    name: 'caddy',
    language: 'caddy',
    command: 'caddy',
    version: ['version'],
    args: (file) => ['run', '--adapter', 'caddyfile', '--config', file],
    config: (site, folder, port) => `
{
    admin off
    default_bind 127.0.0.1
    storage file_system ${folder}/caddy
}
${site.replace(/^(http:\/\/[a-z.]+) \{/, `$1:${port} {`)}
`,
    compressing: (site) => site.replace(' {\n', ' {\n    encode gzip zstd\n'),
  },
  {
    name: 'haproxy',
    language: 'haproxy',
    command: 'haproxy',
    version: ['-v'],
    args: (file) => ['-db', '-f', file],
    config: (site, _, port) => `
defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 60s
${site.replace('bind :80', `bind 127.0.0.1:${port}`)}
`,
    compressing: (site) => `${site}    compression algo gzip\n    compression type text/html text/vtt application/json\n`,
  },
  {
    name: 'varnish',
    language: 'vcl',
    command: 'varnishd',
    version: ['-V'],
    args: (file, folder, port) => ['-F', '-a', `127.0.0.1:${port}`, '-f', file, '-n', `${folder}/varnish-${port}`],
    config: (site) => site,
    compressing: (site) => `${site}\nsub vcl_backend_response {\n    set beresp.do_gzip = beresp.http.Content-Type ~ "text/(html|vtt)|json";\n}\n`,
  },
]
