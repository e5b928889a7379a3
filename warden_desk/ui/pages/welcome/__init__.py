"""The first start: choosing, making a desk, keeping its recovery code."""
