import LenetLab

/// A comparison: its table and its verdicts.
package enum ComparisonReport {
    package static func lines(_ comparison: Comparison, width: Int) -> [String] {
        comparison.table.lines() + comparison.verdicts.flatMap { TextFolding.folded("- " + $0, width: width, hanging: 2) }
    }
}
