using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("NbaStudio.Tests")]
