import Bootstrap
import Testing
import ToolSupport
import Workflow

/// Rule: two purges never work on one data directory; the service does not keep one from working.
@Suite("The lock of a purge")
struct PurgeLockTests {
    private let folder: TemporaryDirectory

    init() throws { folder = try TemporaryDirectory() }

    @Test func `is had by one, and free again when that one is gone`() throws {
        var first: PurgeLock? = try PurgeLock(dataDirectory: folder.path)
        #expect(throws: WorkflowError.retention(.purgeRunning)) { try PurgeLock(dataDirectory: folder.path) }
        withExtendedLifetime(first) {}
        first = nil
        _ = try PurgeLock(dataDirectory: folder.path)
    }

    @Test func `is not the service's`() throws {
        let service = try DataDirectoryLock(folder.path)
        _ = try PurgeLock(dataDirectory: folder.path)
        withExtendedLifetime(service) {}
    }

    @Test func `cannot be had in a directory that is not there`() {
        #expect(throws: WorkflowError.unavailable(.storage)) { try PurgeLock(dataDirectory: folder.file("none")) }
    }
}
