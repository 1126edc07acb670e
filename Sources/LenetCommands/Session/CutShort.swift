import LenetSyntax

/// A `compare`, `tune` or `sweep` that ^C ended, so that `resume` can go on with it: its statement, and what that was of.
package struct CutShort {
    package var sentence: Sentence
    package var statement: String
    /// Of the laboratory, by what they are: a comparison of another model would not be the rest of this one.
    package var circumstances: [(what: String, value: String)]
    /// The top level's variable that holds what was done, and gets what `resume` makes of it.
    package var variable: String?
}

extension Session {
    /// ^C has ended an experiment. One inside a function or a loop has names that are gone by the next statement.
    func noteCutShort(_ sentence: Sentence) {
        guard scopes.isAtTopLevel else { return cutShort = nil }
        cutShort = CutShort(sentence: sentence, statement: written(sentence.span), circumstances: circumstances)
    }

    /// An experiment has come to its end: it is no longer one to go on with.
    func noteWhole(_ sentence: Sentence) {
        if let cutShort, cutShort.statement == written(sentence.span) { self.cutShort = nil }
    }

    /// What has changed since, in words.
    func changes(since cutShort: CutShort) -> [String] {
        zip(cutShort.circumstances, circumstances).compactMap { then, now in
            then.value == now.value ? nil : "the \(then.what) was \(then.value), and is \(now.value) now"
        }
    }

    private var circumstances: [(what: String, value: String)] {
        let images = dataset.map { data in
            "\(data.name), \(data.training.count) training images" + (data.validation.map { " and \($0.count) for validation" } ?? "")
        }
        return [
            ("data", images ?? "none"), ("model", architecture?.written ?? training?.network.plan.name ?? "none"),
            ("seed", "\(settings.seed)"), ("dialect", dialect.rawValue),
        ]
    }

    /// Finished runs of a comparison are kept for another go at it.
    var keepsFinished: Bool { recording.isOn && recording.folder != nil }
}
