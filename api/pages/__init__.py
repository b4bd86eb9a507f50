"""Pages for somebody with a browser, and the files that they load, which stand beside them."""
