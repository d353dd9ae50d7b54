using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Hub;

namespace NbaStudio.Api.Policies;

/// <summary>The documents of revisions. A revision never changes, so the last ones that were read are kept: every step of every change asks for the newest.</summary>
internal sealed class PolicyDocuments(PolicyStore policies)
{
    private const int Kept = 4;

    private readonly Recent<int, PolicyDocument> _recent = new(Kept);

    /// <summary>Remembers what has just become a revision.</summary>
    public void Keep(int number, PolicyDocument document) => _recent.Put(number, document);

    /// <summary>The document of a revision, that of a trial included; null where there is none.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public async Task<PolicyDocument?> LoadAsync(int number, CancellationToken stop)
    {
        if (_recent.TryGet(number, out var known))
        {
            return known;
        }

        if (await policies.LoadRevisionAsync(number, stop) is not { } items)
        {
            return null;
        }

        var document = PolicyStorage.Join(items).Document ?? throw new InvalidDataException($"Revision {number} of the policy cannot be read.");
        _recent.Put(number, document);
        return document;
    }
}
