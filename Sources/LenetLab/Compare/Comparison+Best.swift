import LenetEngine

extension Comparison {
    /// The best of many entries, and which of the others the figures cannot tell from it.
    package struct Standing: Sendable, Hashable {
        /// A place in `entries`.
        package var best: Int
        /// Places of those that are indistinguishable from it here, in order.
        package var alike: [Int]
        /// How many others there are.
        package var others: Int

        package init(best: Int, alike: [Int], others: Int) {
            self.best = best
            self.alike = alike
            self.others = others
        }
    }

    /// The best accuracy; of equals the lowest loss, where all have one loss, then the first. Nil before any run was finished.
    ///
    /// The figures themselves have chosen the best one, so each p is multiplied by the number of all pairs that there are
    /// (Bonferroni): what is called worse is so however the pair was picked. McNemar's test for one seed, Student's paired test
    /// over several.
    package var standing: Standing? {
        let measured = entries.indices.filter { !entries[$0].runs.isEmpty }
        let hasOneLoss = Set(entries.map(\.loss)).count == 1
        func order(_ index: Int) -> (Double, Double, Int) {
            let loss = hasOneLoss ? entries[index].meanLoss : 0
            return (-entries[index].accuracy, loss.isFinite ? loss : .infinity, index)
        }
        guard let best = measured.min(by: { order($0) < order($1) }) else { return nil }
        let others = measured.filter { $0 != best }
        let pairs = Double(measured.count) * Double(measured.count - 1) / 2
        let alike = others.filter { other in
            // Where nothing can be tested, nothing was told apart.
            test(entries[best], entries[other]).map { $0.p * pairs >= Verdict.level } ?? true
        }
        return Standing(best: best, alike: alike, others: others.count)
    }
}
