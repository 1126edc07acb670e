import LenetLab

/// A comparison: its table, with as many columns as there is room for (`.table` has all), and its verdicts.
package enum ComparisonReport {
    package static func lines(_ comparison: Comparison, width: Int) -> [String] {
        comparison.table.fitting(width, without: ["images/s", "loss", "best"]).lines() + comparison.verdicts.flatMap { TextFolding.folded("- " + $0, width: width, hanging: 2) }
    }
}
