"""The screens, one module each. They do not know one another; `ui.page_table` lists them."""
