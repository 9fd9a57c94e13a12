"""The framework of fluency: areas, milestones, texts, and the rules that count them."""
