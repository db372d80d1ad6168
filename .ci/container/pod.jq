# From the objects of a namespace the Deployment as podman can run it. What is rewritten, and why:
# - its name, by a suffix: podman runs one pod for each Deployment, production has several;
# - imagePullPolicy: the image is here and in no registry;
# - each volume is a podman volume that cluster.sh fills: podman's own of ConfigMaps and Secrets have no ..data links,
#   no modes and no fsGroup, hold a Secret's base64 text, and an emptyDir is shared by all pods;
# - restartPolicy: podman would restart without a pause; cluster.sh does it where a check asks for it;
# - hostPort: the place of the Service and the gateway;
# - probes are asked by cluster.sh: podman would run curl inside the image; so is the wait of preStop.
# Left as they are: image, command, environment, users, read-only root, capabilities, limits, mounts.
.[]
| select(.kind == "Deployment" and .metadata.name == $deployment)
| .metadata.name += $suffix
| .metadata.name as $pod
| .spec.template.spec |= (
    .volumes |= map({name, persistentVolumeClaim: {claimName: "\($pod)-\(.name)"}})
    | .restartPolicy = "Never"
    | if .initContainers then .initContainers |= map(.imagePullPolicy = "Never") else . end
    | .containers |= map(
        .imagePullPolicy = "Never"
        | del(.startupProbe, .livenessProbe, .readinessProbe, .lifecycle)
        | .ports |= map(.hostIP = "127.0.0.1" | .hostPort = .containerPort + $ports)))
