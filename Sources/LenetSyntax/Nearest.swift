/// The names that someone may have meant.
package enum Nearest {
    /// The candidates that are near `word`, nearest first, at most three; among equally near ones the order given holds.
    ///
    /// Near is: up to a third of the longer word's letters wrong, missing, added or swapped with their neighbour, whatever
    /// their case. A word that is the beginning of a candidate (`acc` of `accuracy`, three letters at least) counts too.
    ///
    ///     Nearest.candidates("rmsporp", among: ["adam", "rmsprop"])   // ["rmsprop"]
    package static func candidates(_ word: String, among names: [String]) -> [String] {
        let wanted = Array(word.lowercased().unicodeScalars)
        // Nobody's typing error is this long, and the distance costs the product of the lengths.
        guard !wanted.isEmpty, wanted.count <= 64 else { return [] }
        var found: [(name: String, distance: Int, order: Int)] = []
        var seen: Set<String> = []
        for (order, name) in names.enumerated() where seen.insert(name).inserted {
            let letters = Array(name.lowercased().unicodeScalars)
            guard letters.count <= 64 else { continue }
            let allowed = max(1, max(wanted.count, letters.count) / 3)
            let distance = distance(wanted, letters)
            // A word of one or two letters is near to far too much: only its case or one swap may be wrong.
            let isNear = distance <= allowed && distance < min(wanted.count, letters.count)
            if distance == 0 || isNear {
                found.append((name, distance, order))
            } else if wanted.count >= 3, letters.starts(with: wanted) {
                found.append((name, letters.count, order))
            }
        }
        // Only its capitals are wrong: then it is no other word.
        if let same = found.first(where: { $0.distance == 0 }) { return [same.name] }
        return found.sorted { ($0.distance, $0.order) < ($1.distance, $1.order) }.prefix(3).map(\.name)
    }

    /// How many letters must be changed, added, removed or swapped with their neighbour to make one word of the other.
    package static func distance(_ first: String, _ second: String) -> Int {
        distance(Array(first.unicodeScalars), Array(second.unicodeScalars))
    }

    private static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        if first.isEmpty { return second.count }
        if second.isEmpty { return first.count }
        var beforeLast = [Int](repeating: 0, count: second.count + 1)
        var last = Array(0...second.count)
        var row = beforeLast
        for i in 1...first.count {
            row[0] = i
            for j in 1...second.count {
                let change = last[j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1)
                row[j] = min(change, last[j] + 1, row[j - 1] + 1)
                if i > 1, j > 1, first[i - 1] == second[j - 2], first[i - 2] == second[j - 1] {
                    row[j] = min(row[j], beforeLast[j - 2] + 1)
                }
            }
            (beforeLast, last, row) = (last, row, beforeLast)
        }
        return last[second.count]
    }
}
