import LenetEngine

/// McNemar's test: two networks on the same images. Only the images where exactly one of them is right say anything; if the
/// networks are equally good, each such image is a fair coin.
///
/// Source: Q. McNemar, "Note on the sampling error of the difference between correlated proportions", Psychometrika 12 (1947);
/// the exact binomial form, for every count.
package struct McNemar: Sendable, Hashable {
    /// Images that only the first, and only the second, has right.
    package var onlyFirst: Int
    package var onlySecond: Int

    package init(onlyFirst: Int, onlySecond: Int) {
        self.onlyFirst = onlyFirst
        self.onlySecond = onlySecond
    }

    /// `first`, `second`: predicted classes, `labels`: the true ones; image by image. Nil where they differ in length.
    package init?(first: [UInt8], second: [UInt8], labels: [UInt8]) {
        guard first.count == labels.count, second.count == labels.count else { return nil }
        var onlyFirst = 0
        var onlySecond = 0
        for index in labels.indices {
            let (a, b) = (first[index] == labels[index], second[index] == labels[index])
            if a, !b { onlyFirst += 1 }
            if b, !a { onlySecond += 1 }
        }
        self.init(onlyFirst: onlyFirst, onlySecond: onlySecond)
    }

    /// The two-sided exact p value: how often fair coins fall at least as unevenly.
    package var p: Double {
        let n = onlyFirst + onlySecond
        let fewer = min(onlyFirst, onlySecond)
        guard n > 0, onlyFirst != onlySecond else { return 1 }
        // Sum of C(n, k) / 2^n for k in 0...fewer, from its largest term down, each term from its neighbour.
        let logLargest = Gamma.logBinomial(n, fewer) - Double(n) * Mathematics.log(2)
        var term = 1.0
        var sum = 0.0
        for k in stride(from: fewer, through: 0, by: -1) {
            sum += term
            term *= Double(k) / Double(n - k + 1)
            if term < 1e-18 { break }
        }
        return min(1, 2 * sum * Mathematics.exp(logLargest))
    }
}
