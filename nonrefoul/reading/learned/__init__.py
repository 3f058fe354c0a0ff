"""What rules cannot say: a small network, trained on read documents, that weighs every word.

`inputs` turns a document into numbers, `pairs` measures how words stand to one another,
`network` weighs them, and `telling` gives the events that it sees, with whom they befell and where.
"""
