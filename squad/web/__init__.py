"""What every page shares: life of a request, headers, errors, navigation, forms, formats."""
