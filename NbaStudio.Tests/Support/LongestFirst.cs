using NbaStudio.Tests.Browsing;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("NbaStudio.Tests.Support.LongestFirst", "NbaStudio.Tests")]

namespace NbaStudio.Tests.Support;

/// <summary>Starts what takes minutes first, so that the other collections run beside it: a long one that starts last leaves a processor idle until its end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [BrowserCollection.Name, nameof(Integration.KillTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.FindIndex(Long, name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)) is var at and >= 0 ? at : Long.Length)
            .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
}
