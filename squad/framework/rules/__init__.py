"""Pure rules of fluency; see model (shapes), document (reading and checking), fluency (counting)."""
