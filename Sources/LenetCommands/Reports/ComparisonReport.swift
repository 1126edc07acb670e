import LenetLab

/// A comparison: its table, with as many columns as there is room for (`.table` has all), and its verdicts.
package enum ComparisonReport {
    package static func lines(_ comparison: Comparison, width: Int) -> [String] {
        let table = comparison.table.fitting(width, without: ["images/s", "loss", "best"])
        return table.fitting(width, cutting: table.columns.prefix(1).map { ($0.title, 20) }).lines() + comparison.verdicts.flatMap { TextFolding.folded("- " + $0, width: width, hanging: 2) }
    }
}
