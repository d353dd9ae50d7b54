using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Browsing;

[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<NbaStudio.Tests.Support.Browser>
{
    public const string Name = "Browser";
}
