import LenetLab

/// What `tune` found: a row for each rule, then what the figures say.
package enum TuningReport {
    package static func lines(_ tuning: Tuning, width: Int) -> [String] { lines(tuning.table, tuning.verdicts, width: width) }

    static func lines(_ table: TextTable, _ verdicts: [String], width: Int) -> [String] {
        table.lines() + verdicts.flatMap { sentence in
            sentence.hasPrefix("* ")
                ? TextFolding.folded(sentence, width: width, hanging: 2) : TextFolding.folded("- " + sentence, width: width, hanging: 2)
        }
    }
}
