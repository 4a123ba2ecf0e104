"""How people reach Northlog: settings, wiring, command line, HTTP API, the embedded server, the demo."""
