package lexis

// longest is the number of letters up to which words are compared; longer ones are never alike.
const longest = 64

// Distance counts the letters to insert, drop, change or swap with their neighbour to make b of a (optimal string
// alignment). It stops counting at limit+1.
func Distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit || len(a) > longest || len(b) > longest {
		return limit + 1
	}
	var rows [3][longest + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			row[j] = step(a, b, i, j, before, last, row)
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(b)], limit+1)
}

func step(a, b string, i, j int, before, last, row *[longest + 1]int) int {
	change := 1
	if a[i-1] == b[j-1] {
		change = 0
	}
	cost := min(last[j]+1, row[j-1]+1, last[j-1]+change)
	if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
		cost = min(cost, before[j-2]+1)
	}
	return cost
}
