import CertificateAuthority
import CurlBridge
import Mail
import Persistence
import Typesetting
package import Workflow

extension Installation {
    /// What erases what has been kept long enough, by the school's settings.
    package func retentionOffice() -> RetentionOffice {
        let sealer = DocumentSealer(infrastructure, timeStamps: timeStamps)
        let threads = BlockingThreads("elimination", count: 8)
        let directory = dataDirectory
        var office = RetentionOffice(
            workflow, rules: workflow.settings.retention, store: store,
            seal: { content throws(WorkflowError) in
                let seal: @Sendable () -> Result<[UInt8], any Error> = { Result { try sealer.seal(content) } }
                let sealed = if timeStamps.isOutside { await threads.run(seal) } else { seal() }
                do { return try sealed.get() } catch {
                    throw .unavailable(TimeStampSource.isNoTimeStamp(error) ? .timeStamping : .signing)
                }
            },
            mailbox: { limit, removes throws(WorkflowError) in
                do {
                    return try LocalMailbox.countFiles(in: directory + "/mailbox", before: limit, removes: removes)
                } catch {
                    throw .unavailable(.storage)
                }
            })
        office.lock = { () throws(WorkflowError) in try PurgeLock(dataDirectory: directory) }
        return office
    }

    /// A slip as the archives get it: a tagged PDF with places for the visas, and a table.
    ///
    /// - Throws: What the typesetter says.
    package func files(of slip: EliminationSlip) throws -> [(name: String, bytes: [UInt8])] {
        let content = EliminationSlipContent(slip: slip, organisation: infrastructure.trust.policies.organisation)
        return [
            ("\(slip.number).pdf", try EliminationSlipContent.typesetter().typeset(content.document).bytes),
            ("\(slip.number).csv", Array(content.table.utf8)),
        ]
    }
}
