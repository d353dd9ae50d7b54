using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

/// <summary>Tests of pages, one after the other, with one browser and one real console whose policy stays as it is published.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<NbaStudio.Tests.Support.Browser>, ICollectionFixture<RealConsole>
{
    public const string Name = "Browser";
}
