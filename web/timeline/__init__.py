"""The Plotly timeline and its Dash callbacks."""
