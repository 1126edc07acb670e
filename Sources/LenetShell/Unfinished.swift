#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import LenetCommands

/// What a shell leaves whose terminal was closed while a model was there: its weights and the optimizer's state, the script of its
/// session, and a word about both for the next shell.
package enum Unfinished {
    package static func save(_ session: Session) {
        guard let state = session.training, state.step > 0, let folder = StateFolder.path(session.settings.environment) else { return }
        makeFolder(folder)
        let (weights, script) = (folder + "/unfinished.safetensors", folder + "/unfinished.lenet")
        let refused =
            TextFile.write(WeightsFile.bytes(state, rule: session.lastRule?.label), to: weights) ?? TextFile.write(session.script, to: script)
        guard refused == nil else { return }
        let what = session.paused.map { "in the middle of a training (\($0.summary))" } ?? "with a trained model"
        let note = """
            the last shell lost its terminal \(what). Weights and optimizer state are in \(weights); \
            `include "\(script)"` makes the session again, and `resume` then goes on
            """
        _ = TextFile.write(note, to: folder + "/unfinished.txt")
    }

    /// Once; the files stay until the next time.
    package static func note(_ environment: [String: String]) -> String? {
        guard let folder = StateFolder.path(environment), case .success(let note) = TextFile.read(folder + "/unfinished.txt") else { return nil }
        unlink(folder + "/unfinished.txt")
        return note
    }

    static func makeFolder(_ path: String) {
        var place = ""
        for part in path.split(separator: "/") {
            place += "/" + part
            mkdir(place, 0o700)
        }
    }
}
