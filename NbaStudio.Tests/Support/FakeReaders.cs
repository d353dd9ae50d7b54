using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Live.Reading;

namespace NbaStudio.Tests.Support;

public static class FakeReaders
{
    /// <summary>A hub and readers that answer from samples.</summary>
    public static IServiceCollection AddFakeReaders(this IServiceCollection services) =>
        services.AddSingleton<IHubControl, FakeHub>();
}
