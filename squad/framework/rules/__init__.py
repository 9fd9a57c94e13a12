"""Pure rules of fluency: model (shapes), document (reading, checking), fluency (counting)."""
