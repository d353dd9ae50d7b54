namespace NbaStudio.Tests.Hosting;

/// <summary>A shared hub without settings of its own.</summary>
public sealed class PlainServer() : SharedServer<StudioServer>(() => StudioServer.StartAsync());
