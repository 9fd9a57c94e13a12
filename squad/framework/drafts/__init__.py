"""The company's own edition of the framework: copied, edited, compared, published, taken along."""
