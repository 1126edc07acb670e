#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import LenetCommands

/// What a shell leaves whose terminal was closed while a model was there: a checkpoint, the script of its session, and a word about
/// both for the next shell.
package enum Unfinished {
    package static func save(_ session: Session) {
        guard let state = session.training, state.step > 0, let folder = StateFolder.path(session.settings.environment) else { return }
        makeFolder(folder)
        let (checkpoint, script) = (folder + "/unfinished.ckpt", folder + "/unfinished.lenet")
        let bytes = session.checkpoint(of: state, session.paused, withBranches: true).bytes
        guard TextFile.write(bytes, to: checkpoint) == nil else { return }
        let hasScript = TextFile.write(session.script, to: script) == nil
        let what = session.paused.map { "in the middle of a training (\($0.summary))" } ?? "with a trained model"
        let note = """
            the last shell lost its terminal \(what). `load checkpoint "\(checkpoint)"` goes back there\
            \(session.paused == nil ? "" : ", and `resume` then goes on")\(hasScript ? "; its statements are in \(script)" : "")
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
