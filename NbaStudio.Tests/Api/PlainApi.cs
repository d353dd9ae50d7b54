using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Api;

/// <summary>A shared hub with the policy of the tests as it is.</summary>
public sealed class PlainApi() : SharedServer<ApiServer>(() => ApiServer.StartAsync(ApiPolicy.Create()));
