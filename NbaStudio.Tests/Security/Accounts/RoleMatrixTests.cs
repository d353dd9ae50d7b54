using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NbaStudio.Data;
using NbaStudio.Data.Accounts;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Security.Accounts;
using NbaStudio.Tests.Hosting;

namespace NbaStudio.Tests.Security.Accounts;

/// <summary>Every role against every call of the API and every method of a service that changes something. Both lists are found, not written: a new one without a rule fails.</summary>
public sealed class RoleMatrixTests : IAsyncLifetime
{
    /// <summary>Methods of the pages' services that only read.</summary>
    private static readonly Regex Reads = new("^(Read|Find|Get|Open|Review|Check|Try|Test|Count|RandomCheck|Vocabulary|Replay|Report|Preview|RunAsync$|Export|Targets$|Predictors$|Guess$|Places$|add_|remove_|get_)", RegexOptions.CultureInvariant);

    private StudioServer _server = null!;

    public async Task InitializeAsync() => _server = await StudioServer.StartAsync("--Nba:Accounts:FormsPerMinute=200", "--Nba:Demo=false");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Endpoints_EveryRole_MayCallWhatItsScopesOpenAndNothingElse()
    {
        var calls = _server.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText is { } path && (path.TrimStart('/').StartsWith("api/v1", StringComparison.Ordinal) || path.TrimStart('/').StartsWith("hubs/", StringComparison.Ordinal)))
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => (endpoint, method))).Distinct().ToList();
        calls.Count.ShouldBeGreaterThan(40);
        calls.Where(call => call.endpoint.Metadata.GetMetadata<RequiredScope>() is null).Select(call => call.endpoint.RoutePattern.RawText).ShouldBeEmpty("every call names its scope");
        List<string> wrong = [];
        await Person.MakeAsync(_server, "root-admin", Roles.Admin);
        foreach (var role in Roles.All)
        {
            using var person = await Person.SignedInAsync(_server, "the-" + role, role);
            var caller = Caller.ForAccount("the-" + role, "", Roles.ScopesOf([role]));
            foreach (var (endpoint, method) in calls)
            {
                var path = "/" + Regex.Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), @"\{[^}]*\}", "1");
                using var content = method is "POST" or "PUT" or "PATCH" ? new StringContent("{}", Encoding.UTF8, endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.FirstOrDefault() ?? "application/json") : null;
                using var response = await person.SendAsync(new HttpMethod(method), path, content, _server.Origin);
                var refused = response.StatusCode == HttpStatusCode.Forbidden && (await response.Content.ReadAsStringAsync()).Contains("lacks the scope", StringComparison.Ordinal);
                var may = caller.Has(endpoint.Metadata.GetMetadata<RequiredScope>()!.Scope);
                if (refused == may || response.StatusCode == HttpStatusCode.Unauthorized)
                {
                    wrong.Add($"{role} {method} {path}: {response.StatusCode}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Roles_OperationsThatMatter_AreAsTheTableOfTheProductSays()
    {
        string Of(string scope) => string.Join(' ', Roles.All.Where(role => Caller.ForAccount("x", "", Roles.ScopesOf([role])).Has(scope)));

        Of(Scopes.Read).ShouldBe("marketer approver analyst admin");
        Of(Scopes.Design).ShouldBe("marketer approver admin");
        Of(Scopes.Publish).ShouldBe("approver admin");
        Of(Scopes.Decide).ShouldBe("agent admin");
        Of(Scopes.Outcome).ShouldBe("agent admin");
        Of(Scopes.Customer).ShouldBe("marketer approver analyst agent admin");
        Of(Scopes.Sensitive).ShouldBe("analyst admin");
        Of(Scopes.Ingest).ShouldBe("admin");
        Of(Scopes.Admin).ShouldBe("admin");
    }

    [Fact]
    public void Services_MethodsThatChangeSomething_TakeACallerAndNameAScope()
    {
        var methods = Services().SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)).ToList();
        methods.Count.ShouldBeGreaterThan(30);

        methods.Where(method => TakesCaller(method) != (method.GetCustomAttribute<NeedsAttribute>() is not null)).Select(Name).ShouldBeEmpty("a method with a caller names its scope, and the other way round");
        methods.Where(method => method.DeclaringType!.IsInterface && !TakesCaller(method) && !Reads.IsMatch(method.Name)).Select(Name).ShouldBeEmpty("what does not read takes a caller");
    }

    [Fact]
    public async Task Services_EveryRole_IsRefusedWhereItLacksTheScope()
    {
        List<string> wrong = [];
        foreach (var method in Services().SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttribute<NeedsAttribute>() is not null))
        {
            var service = _server.Services.GetRequiredService(method.DeclaringType!);
            var scope = method.GetCustomAttribute<NeedsAttribute>()!.Scope;
            foreach (var role in Roles.All.Select(role => Caller.ForAccount("the-" + role, "", Roles.ScopesOf([role]))).Append(Caller.Anonymous).Where(caller => !caller.Has(scope)))
            {
                var arguments = method.GetParameters().Select(parameter => parameter.ParameterType == typeof(Caller) ? role : ArgumentOf(parameter)).ToArray();
                try
                {
                    await (Task)method.Invoke(service, arguments)!;
                    wrong.Add($"{Name(method)} as {role.Name}: went on");
                }
                catch (Exception refusal) when ((refusal as TargetInvocationException)?.InnerException is UnauthorizedAccessException || refusal is UnauthorizedAccessException)
                {
                    // What it should do.
                }
                catch (Exception other)
                {
                    wrong.Add($"{Name(method)} as {role.Name}: {(other as TargetInvocationException)?.InnerException ?? other}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    private static IEnumerable<Type> Services() => typeof(IHubControl).Assembly.GetTypes()
        .Where(type => type is { IsInterface: true, IsPublic: true, Namespace: "NbaStudio.Live.Reading" }).Concat([typeof(AccountStore), typeof(ApiKeyStore)]);

    private static bool TakesCaller(MethodInfo method) => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Caller));

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static object? ArgumentOf(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => "en",
        var type when type == typeof(IReadOnlyList<string>) => Array.Empty<string>(),
        { IsValueType: true } type => Activator.CreateInstance(type),
        var type when type == typeof(NbaStudio.Engine.Policies.TriggerDocument) => new NbaStudio.Engine.Policies.TriggerDocument { Name = "x" },
        _ => null,
    };
}
