"""The tests of Marchland."""
