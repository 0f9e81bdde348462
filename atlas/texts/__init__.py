"""The texts of an atlas as a whole: which letters they need."""
