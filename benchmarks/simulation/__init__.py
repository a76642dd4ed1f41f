"""How often the words are wrong: invented people whose truth is known, asked through the whole door `analyse`."""
