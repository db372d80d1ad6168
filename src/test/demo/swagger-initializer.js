// Swagger UI for the demo: the document of the route set that serves, and "Try it out" that works.
window.onload = () => {
  const ui = SwaggerUIBundle({
    url: "/openapi.yaml",
    dom_id: "#swagger-ui",
    presets: [SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    deepLinking: true,
    tryItOutEnabled: true,
    validatorUrl: null,
    // the traffic port answers no other origin's scripts: the demo hands the call on from this one
    requestInterceptor: (request) => {
      const { pathname, search } = new URL(request.url, location.href);
      return pathname.startsWith("/partner/") ? { ...request, url: location.origin + pathname + search } : request;
    },
    // keys of the demo, which open nothing else: a real key never gets into a browser
    onComplete: () => {
      ui.preauthorizeApiKey("gatewayKey", "test-gateway-key-a4b");
      ui.preauthorizeApiKey("partnerKey", "test-partner-key-a4b");
    },
  });
};
