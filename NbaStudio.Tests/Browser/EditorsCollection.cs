namespace NbaStudio.Tests.Browsing;

/// <summary>The other half of the tests of pages, beside the first: each has a browser of its own.</summary>
[CollectionDefinition(Name)]
public sealed class EditorsCollection : ICollectionFixture<NbaStudio.Tests.Support.Browser>
{
    public const string Name = "Browser of editors";
}
