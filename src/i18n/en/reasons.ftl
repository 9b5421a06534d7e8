reasons-conduct = Lack of respect towards members
reasons-misleading = Answers that mislead or endanger
reasons-votes = Votes or acceptances arranged between friends
reasons-embargo = Early information passed on before its time
reasons-selling = Advertising, or selling help
reasons-other = Another breach of the charter
reasons-line = { $reason }: { $words }
