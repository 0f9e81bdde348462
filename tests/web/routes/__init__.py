"""Routes of the server, as `web/routes` makes them."""
