"""The dashboard and the frames of text pages, as markup."""
