using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using Azdo;

[Tests]
static class FailureTests
{
    public static void Failures_are_exceptions_by_status()
    {
        foreach (var (fault, status, kind) in new[]
        {
            ("html", AzdoStatus.Protocol, typeof(AzdoException)),
            ("broken-json", AzdoStatus.Protocol, typeof(AzdoException)),
            ("cut", AzdoStatus.Network, typeof(AzdoException)),
            ("reset", AzdoStatus.Network, typeof(AzdoException)),
            ("redirect-signin", AzdoStatus.Unauthenticated, typeof(AzdoUnauthenticatedException)),
            ("status=403", AzdoStatus.Forbidden, typeof(AzdoForbiddenException)),
            ("status=409", AzdoStatus.Conflict, typeof(AzdoConflictException)),
            ("status=400", AzdoStatus.Rejected, typeof(AzdoException)),
            ("status=503", AzdoStatus.Unavailable, typeof(AzdoException)),
            ("throttle=7", AzdoStatus.Throttled, typeof(AzdoThrottledException)),
            ("repeat-token", AzdoStatus.Protocol, typeof(AzdoException)),
        })
        {
            using var service = new Sandbox("--builds", "30", "--page-limit", "10", "--fault", fault);
            using var client = service.Client();
            AzdoException? failure = null;
            try
            {
                client.Builds.List(service.Project).ToList();
            }
            catch (AzdoException e)
            {
                failure = e;
            }
            Assert.That(failure != null, $"{fault}: no failure");
            Assert.Equal(status, failure!.Status);
            Assert.Equal(kind, failure.GetType());
            Assert.That(failure.Cause != "" && failure.Description != "", fault);
            Assert.That(failure.Message.Contains(failure.Description), failure.Message);
            Assert.That(failure.Message.Contains(failure.Hint), failure.Message);
            if (fault.StartsWith("status="))
                Assert.Equal(fault, $"status={failure.HttpStatus}");
            Assert.Equal(fault == "throttle=7" ? TimeSpan.FromSeconds(7) : (TimeSpan?)null, failure.RetryAfter);
            Assert.Equal(
                status == AzdoStatus.Network || status == AzdoStatus.Unavailable || status == AzdoStatus.Throttled,
                failure.IsRetriable);
        }
    }

    public static void A_token_that_is_not_accepted()
    {
        using var service = new Sandbox("--builds", "3");
        foreach (var (pat, httpStatus) in new[] { (Sandbox.Secret, 401), ("signin203", 203) })
        {
            using var client = service.Client(pat);
            var refusal = Assert.Throws<AzdoUnauthenticatedException>(
                () => client.Builds.List(service.Project).First());
            Assert.Equal(httpStatus, refusal.HttpStatus);
            Assert.That(refusal.Hint.Contains("token"), refusal.Hint);
            var shown = $"{refusal}{client}{Credential.Pat(pat)}{refusal.ServiceCode}{refusal.ActivityId}";
            Assert.That(!shown.Contains(Sandbox.Secret), shown);
        }
    }

    public static void A_failure_has_its_parts()
    {
        using var service = new Sandbox("--builds", "3");
        using var client = service.Client();
        var missing = Assert.Throws<AzdoNotFoundException>(() => client.Builds.List("no such project").First());
        Assert.Equal("project_not_found", missing.Cause);
        Assert.Equal(404, missing.HttpStatus);
        Assert.Equal("ProjectDoesNotExistWithNameException", missing.ServiceCode);
        Assert.Equal(missing.ServiceCode, missing.TypeKey);
        Assert.Equal("TF200016", missing.MessageCode);
        Assert.That(Guid.TryParse(missing.ActivityId, out _), missing.ActivityId);
        Assert.Equal(missing.ActivityId, missing.E2EId);
        Assert.That(Guid.TryParse(missing.SessionId, out _), missing.SessionId);
        Assert.That(missing.EdgeRef.StartsWith("Ref A: "), missing.EdgeRef);
        Assert.That(missing.Description.Contains("no such project") && missing.Hint != "", missing.Message);
        Assert.That(!missing.IsRetriable);
    }

    public static void Other_failures()
    {
        using var service = new Sandbox("--builds", "3", "--tls");
        using (var client = service.Client())
            Assert.Equal(3, client.Builds.List(service.Project).Count());

        AzdoException Failure(string url, Action<AzdoClientOptions>? set = null) => Failed<AzdoException>(url, set);

        T Failed<T>(string url, Action<AzdoClientOptions>? set = null) where T : AzdoException
        {
            var options = new AzdoClientOptions();
            set?.Invoke(options);
            return Assert.Throws<T>(() =>
            {
                using var client = new AzdoClient(url, Credential.Pat(service.Pat), options);
                client.Builds.GetJson(service.Project);
            });
        }

        Assert.Equal("certificate_unknown", Failure(service.Url).Cause);
        Assert.Equal(AzdoStatus.Tls, Failure(service.Url).Status);
        Assert.Equal("host_not_found", Failure("https://nobody.invalid/c").Cause);
        Assert.Equal("file_unreadable", Failure(service.Url, options => options.CaFile = "/nowhere/none.pem").Cause);
        Failed<AzdoInvalidArgumentException>("http://example.invalid/c");
        Assert.Equal("host_not_found", Failure("http://example.invalid/c", options => options.AllowHttp = true).Cause);
        Failed<AzdoInvalidArgumentException>("ftp://example.invalid");
        Failed<AzdoInvalidArgumentException>(service.Url, options => options.Set("timeout", "1"));
        using (var small = service.Client(options: new AzdoClientOptions { MaxBodyBytes = 10 }))
        {
            var limit = Assert.Throws<AzdoException>(() => small.Builds.GetJson(service.Project));
            Assert.Equal(AzdoStatus.Limit, limit.Status);
        }

        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://{listener.LocalEndpoint}/c";
        listener.Stop();
        Assert.Equal("connection_refused", Failure(url).Cause);
    }

    public static void Bounds_are_named()
    {
        using var service = new Sandbox("--builds", "30", "--page-limit", "10");
        foreach (var (name, options) in new[]
        {
            ("max_body_bytes", new AzdoClientOptions { MaxBodyBytes = 1000 }),
            ("max_header_bytes", new AzdoClientOptions { MaxHeaderBytes = 100 }),
            ("max_json_depth", new AzdoClientOptions { MaxJsonDepth = 1 }),
            ("max_page_records", new AzdoClientOptions { MaxPageRecords = 9 }),
            ("max_pages", new AzdoClientOptions { MaxPages = 2 }),
        })
        {
            using var client = service.Client(options: options);
            var limit = Assert.Throws<AzdoException>(() => client.Builds.List(service.Project).Count());
            Assert.Equal(AzdoStatus.Limit, limit.Status);
            Assert.That(limit.Hint.Contains(name), limit.Hint);
        }
        var refused = Assert.Throws<AzdoInvalidArgumentException>(
            () => service.Client(options: new AzdoClientOptions { MaxRedirects = -1 }));
        Assert.That(refused.Message.Contains("max_redirects"), refused.Message);
    }

    public static void The_network_of_a_company()
    {
        using var service = new Sandbox("--builds", "3", "--client-cert");

        int Count(AzdoClientOptions options)
        {
            using var client = service.Client(options: options);
            return client.Builds.List(service.Project).Count();
        }

        string certificate = service.Member("client_cert_file"), key = service.Member("client_key_file");
        var unknown = Assert.Throws<AzdoException>(() => Count(new AzdoClientOptions()));
        Assert.That(unknown.Status == AzdoStatus.Tls && unknown.Hint.Contains("client_cert_file"), unknown.Message);
        Assert.Equal(3, Count(new AzdoClientOptions { ClientCertFile = certificate, ClientKeyFile = key, Proxy = "" }));
        var incomplete = Assert.Throws<AzdoException>(
            () => Count(new AzdoClientOptions { ClientCertFile = certificate }));
        Assert.Equal("file_unreadable", incomplete.Cause);
        var proxied = Assert.Throws<AzdoException>(
            () => Count(new AzdoClientOptions { Proxy = $"http://me:{Sandbox.Secret}@127.0.0.1:1" }));
        Assert.Equal("proxy_unreachable", proxied.Cause);
        Assert.That(!proxied.ToString().Contains(Sandbox.Secret), proxied.Message);
    }
}
