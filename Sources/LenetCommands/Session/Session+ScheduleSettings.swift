import LenetCards
import LenetRules
import LenetSyntax

// The words of a sentence that belong to its schedule: `train with sgd schedule step every 3`.

extension Session {
    /// Gives the schedule of a call its words out of those that the statement does not know. A word that rule or loss know, too, is
    /// the schedule's where it stands behind it, and nothing else that knows it in between.
    ///
    /// `areValuesSwept`: a list is several values to try, unless the schedule's own setting is a list.
    func giveScheduleItsSettings(_ call: inout SentenceCall, areValuesSwept: Bool = false) throws {
        // What `show schedule` and `plot schedule` name takes all words: they know no rule.
        guard call.card.parameters.contains(where: { $0.name == "schedule" && $0.role != .positional }),
            case .schedule(var choice)? = call.value("schedule")
        else { return }
        var rule: String?
        if case .rule(let named)? = call.value("with") { rule = named.name }
        var loss: String?
        if case .loss(let named)? = call.value("loss") { loss = named.name }
        let owner = ScheduleWords(
            schedule: choice.name, schedulePlace: call.spans["schedule"], rule: rule ?? lastRule?.name, rulePlace: call.spans["with"],
            loss: loss, lossPlace: call.spans["loss"])
        let own = try call.ruleSettings.filter { setting in
            guard let parameter = owner.parameter(of: setting.name, in: self) else { return false }
            if areValuesSwept, case .list = setting.value {
                guard case .list = parameter.domain else { return false }
            }
            if choice.settings.contains(where: { $0.name.text == setting.name.text }) {
                throw Failure(.givenTwice(setting.name.text), at: setting.name.span)
            }
            return true
        }
        guard !own.isEmpty else { return }
        choice.settings += own
        call.ruleSettings.removeAll { own.contains($0) }
        call.values["schedule"] = .schedule(choice)
    }
}

/// Which words of a sentence its schedule takes.
struct ScheduleWords {
    var schedule: String
    var schedulePlace: Span?
    var rule: String?
    var rulePlace: Span?
    var loss: String?
    var lossPlace: Span?

    /// What the schedule declares under this word; nil where the word is not the schedule's.
    func parameter(of word: Name, in session: Session) -> Parameter? {
        guard let card = session.library.card(ofSchedule: schedule, dialect: session.dialect),
            let parameter = card.parameters.first(where: { $0.name == word.text })
        else { return nil }
        var rivals: [Span?] = []
        if let rule, session.library.hyperparameters(of: rule, dialect: session.dialect).contains(where: { $0.name == word.text }) {
            rivals.append(rulePlace)
        }
        if let loss, session.isOfLoss(word.text, loss, rule: nil) { rivals.append(lossPlace) }
        guard !rivals.isEmpty else { return parameter }
        guard let place = schedulePlace, place.start < word.span.start else { return nil }
        let isNearest = rivals.allSatisfy { rival in rival.map { $0.start < place.start || $0.start > word.span.start } ?? true }
        return isNearest ? parameter : nil
    }
}
