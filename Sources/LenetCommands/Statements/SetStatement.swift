import LenetCards
import LenetEngine
import LenetRules

/// `set color off`, `set threads 2`
package enum SetStatement: StatementDefinition {
    private static func onOff(_ name: String, _ summary: String) -> Card {
        Card(.statement, name, summary, [Parameter("value", .positional, .word(["on", "off"]), "on or off.")])
    }

    package static let card = Card(
        .statement, "set", "Changes a setting of the sitting; `show settings` lists them.",
        topics: [
            onOff("color", "Colours in messages and in the prompt."), onOff("progress", "The line that moves while something takes its time."),
            onOff("pager", "Long answers a screen at a time."), onOff("quiet", "Leaves out notes and the statements' own reports."),
            onOff("offline", "Never downloads anything."), onOff("record", "Keeps a record of every training: show runs."),
            Card(.statement, "threads", "Processor cores that work at once.", [Parameter("value", .positional, .integer(1...256), "Cores.")]),
            Card(
                .statement, "seed", "Where random numbers start.",
                [Parameter("value", .positional, .integer(0...9_007_199_254_740_991), "Any whole number.")]),
            Card(
                .statement, "dialect", "Whose version of the rules runs.",
                [Parameter("value", .positional, .word(Dialect.allCases.map(\.rawValue)), "keras, torch or paper.")]),
        ],
        notes: ["Lines that should hold in every sitting belong into the start-up file; `show settings` names it."],
        examples: [Example("set progress off\nset threads 2\nshow settings", "two settings and a look at all")])

    package static func run(_ call: SentenceCall, in session: Session) throws -> Value {
        let isOn = call.text("value") == "on"
        switch call.topic {
        case "color": session.settings.color = isOn
        case "progress": session.settings.progress = isOn
        case "pager": session.settings.pager = isOn
        case "quiet": session.settings.quiet = isOn
        case "offline": session.settings.offline = isOn
        case "record":
            if isOn { try session.refuseWhenSafe("recording", at: call.sentence.span) }
            session.recording.isOn = isOn
        case "threads": session.setThreads(call.integer("value"))
        case "seed": session.settings.seed = UInt64(call.integer("value"))
        default: if let dialect = call.text("value").flatMap(Dialect.init(rawValue:)) { session.dialect = dialect }
        }
        return .nothing
    }

    /// Name, value, what it is.
    package static func lines(_ session: Session) -> [(name: String, value: String, summary: String)] {
        let settings = session.settings
        func word(_ isOn: Bool) -> String { isOn ? "on" : "off" }
        return card.topics.map { topic in
            let value =
                switch topic.keyword {
                case "color": word(session.hasColor)
                case "progress": word(session.showsProgress)
                case "pager": word(settings.pager)
                case "quiet": word(settings.quiet)
                case "offline": word(settings.offline)
                case "record": word(session.recording.isOn && session.recording.folder != nil)
                case "threads": "\(settings.threads)"
                case "seed": "\(settings.seed)"
                default: session.dialect.rawValue
                }
            return (topic.keyword, value, topic.summary)
        }
    }
}
