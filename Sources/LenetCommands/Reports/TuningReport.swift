import LenetLab

/// What `tune` found: a row for each rule, then what the figures say.
package enum TuningReport {
    package static func lines(_ tuning: Tuning, width: Int) -> [String] {
        tuning.table.lines() + tuning.verdicts.flatMap { sentence in
            sentence.hasPrefix("* ")
                ? TextFolding.folded(sentence, width: width, hanging: 2) : TextFolding.folded("- " + sentence, width: width, hanging: 2)
        }
    }
}
