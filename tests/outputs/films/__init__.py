"""Films, as `outputs/films` makes them."""
