using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Runtime;

/// <summary>Something that follows the journal, such as the learner. Called on the commit thread: be short, throw nothing.</summary>
public interface ICommitParticipant
{
    /// <summary>The batch is durable. Called in commit order, before the batch's after-commit effects and answers.</summary>
    void OnCommitted(CommitBatch batch);

    /// <summary>A commit failed: drop everything that is not known to be durable and read it again. Throwing makes the hub try again later.</summary>
    void ResetToDurable();
}
